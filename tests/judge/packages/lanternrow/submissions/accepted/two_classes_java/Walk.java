import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

public class Walk {
    public static void main(String[] args) throws Exception {
        Stretches stretches = new Stretches();
        Scanner words = new Scanner(System.in, StandardCharsets.UTF_8);
        while (words.hasNext()) stretches.pass(words.next());
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print(stretches.best + " " + stretches.longest);
        out.flush();
    }
}
