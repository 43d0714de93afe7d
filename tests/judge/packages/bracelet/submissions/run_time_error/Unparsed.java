import java.util.Scanner;

public class Unparsed {
    public static void main(String[] args) {
        String line = new Scanner(System.in).nextLine();
        System.out.println("No");
        System.out.println(Integer.parseInt(line));
    }
}
