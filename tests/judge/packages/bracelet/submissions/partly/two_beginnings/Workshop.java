import java.util.Scanner;

public class Workshop {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), k = in.nextInt();
        if (n > 1 && k > n / 2) {
            System.out.println("No");
            return;
        }
        StringBuilder order = new StringBuilder("Yes");
        for (int at = 0; at < n; at++) order.append(' ').append(Apprentice.bead(at, n / 2));
        System.out.println(order);
    }
}
