import java.util.Scanner;

public class FiveNumbers {
    public static void main(String[] args) {
        int n = new Scanner(System.in).nextInt();
        for (int a = 1; a * a <= n; a++)
            for (int b = 0; a * a + b * b <= n; b++)
                for (int c = 0; a * a + b * b + c * c <= n; c++) {
                    int rest = n - a * a - b * b - c * c;
                    int d = (int) Math.round(Math.sqrt(rest));
                    if (d * d != rest) continue;
                    StringBuilder line = new StringBuilder();
                    int count = 0;
                    for (int side : new int[] {a, b, c, d}) {
                        if (side == 0) continue;
                        line.append(' ').append(side);
                        count++;
                    }
                    System.out.println(count + line.toString() + " 0");
                    return;
                }
    }
}
