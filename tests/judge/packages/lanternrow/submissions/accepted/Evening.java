import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** A class that is not called Main, and has a class of its own inside. */
public class Evening {
    static final class Stretch {
        String colour = "Dark";
        int length = 0;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Stretch best = new Stretch();
        String last = "";
        int length = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            StringTokenizer words = new StringTokenizer(line);
            while (words.hasMoreTokens()) {
                String colour = words.nextToken();
                length = colour.equals(last) ? length + 1 : 1;
                last = colour;
                if (length > best.length) {
                    best.length = length;
                    best.colour = colour;
                }
            }
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(best.colour + " " + best.length);
    }
}
