import java.util.Scanner;

public class Safe {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int low = 1, high = in.nextInt();
        while (low < high) {
            int middle = (low + high) >>> 1;
            System.out.println("? " + middle);
            if (in.next().equals("low")) low = middle + 1;
            else high = middle;
        }
        System.out.println("! " + low);
        if (!in.next().equals("open")) throw new AssertionError("still shut");
    }
}
