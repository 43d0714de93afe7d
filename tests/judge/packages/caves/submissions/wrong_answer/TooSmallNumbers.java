import java.util.Scanner;

/** The sum does not fit into an int. */
public class TooSmallNumbers {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt(), m = in.nextInt();
        int[] depth = new int[n + 1];
        int deepest = 0, sum = n;
        while (m-- > 0) {
            int parent = in.nextInt(), first = in.nextInt(), last = in.nextInt();
            for (int chamber = first; chamber <= last; chamber++) {
                depth[chamber] = depth[parent] + 1;
                parent = chamber;
                sum += depth[chamber];
                deepest = Math.max(deepest, depth[chamber]);
            }
        }
        System.out.println(deepest + " " + sum);
    }
}
