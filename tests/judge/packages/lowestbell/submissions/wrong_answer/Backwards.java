import java.util.Scanner;

public class Backwards {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), found = 1;
        for (int bell = 2; bell <= n; bell++) {
            System.out.println("ask " + found + " " + bell);
            if (in.nextInt() == found) found = bell;
        }
        System.out.println("lowest " + found);
    }
}
