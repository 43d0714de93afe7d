import java.util.Scanner;
import java.util.StringJoiner;

public class Jeweller {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), k = in.nextInt(), half = n / 2;
        StringJoiner order = new StringJoiner(" ", "Yes ", "");
        for (int at = 0; at < n; at++) order.add(String.valueOf(at % 2 == 0 ? half + 1 + at / 2 : 1 + at / 2));
        System.out.println(n == 1 || k <= half ? order.toString() : "No");
    }
}
