import java.util.Scanner;

public class ByZero {
    public static void main(String[] args) {
        int n = new Scanner(System.in).nextInt();
        System.out.println(n + " " + 1000 / (n - n));
    }
}
