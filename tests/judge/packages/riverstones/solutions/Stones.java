import java.io.*;
import java.util.*;

public class Stones {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer sizes = new StringTokenizer(in.readLine());
        int[] stones = new int[Integer.parseInt(sizes.nextToken())];
        StringTokenizer words = new StringTokenizer(in.readLine());
        for (int i = 0; i < stones.length; i++) stones[i] = Integer.parseInt(words.nextToken());
        for (String modulus : in.readLine().trim().split(" ")) {
            int m = Integer.parseInt(modulus);
            long[] seen = new long[m];
            long pairs = 0;
            for (int stone : stones) {
                pairs += seen[Math.floorMod(-stone, m)];
                seen[stone % m]++;
            }
            System.out.println("mod " + m + ": pairs " + pairs);
        }
    }
}
