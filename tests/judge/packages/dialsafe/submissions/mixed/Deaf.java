// @EXPECTED_RESULTS@: RUN-ERROR, WRONG-ANSWER
import java.util.Scanner;

/**
 * Takes the first reply for a number. When it fails, the safe hears that nothing more will be said; which of the two
 * is the first to end is a matter of microseconds.
 */
public class Deaf {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int highest = in.nextInt();
        System.out.println("? " + (highest + 1) / 2);
        System.out.println("! " + in.nextInt());
    }
}
