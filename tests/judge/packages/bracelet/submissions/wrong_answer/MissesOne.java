import java.util.Scanner;

public class MissesOne {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), k = in.nextInt();
        if (n > 1 && k > n / 2) {
            System.out.println("No");
            return;
        }
        System.out.print("Yes");
        for (int at = 0; at < n - 1; at++) System.out.print(" " + (at % 2 == 0 ? n / 2 + 1 + at / 2 : 1 + at / 2));
    }
}
