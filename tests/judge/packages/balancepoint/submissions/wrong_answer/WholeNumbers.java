import java.util.Locale;
import java.util.Scanner;

public class WholeNumbers {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in).useLocale(Locale.ROOT);
        int n = in.nextInt();
        long total = 0, moment = 0;
        for (int i = 0; i < n; i++) {
            double place = in.nextDouble();
            long mass = Math.max(1, (long) in.nextDouble());
            total += mass;
            moment += (long) place * mass;
        }
        System.out.println(n + " " + total + " " + moment / total);
    }
}
