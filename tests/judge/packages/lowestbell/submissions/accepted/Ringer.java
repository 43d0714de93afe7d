import java.io.*;

public class Ringer {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out)));
        int n = Integer.parseInt(in.readLine());
        int lowest = n;
        for (int bell = n - 1; bell >= 1; bell--) {
            out.printf("ask %d %d%n", bell, lowest);
            out.flush();
            lowest = Integer.parseInt(in.readLine());
        }
        out.println("lowest " + lowest);
        out.flush();
    }
}
