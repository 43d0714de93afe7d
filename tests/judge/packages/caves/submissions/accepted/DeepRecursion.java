import java.io.*;

public class DeepRecursion {
    private static int[] first, beside;
    private static int deepest;
    private static long sum;

    private static int explore(int chamber, int depth) {
        int size = 1;
        for (int next = first[chamber]; next != 0; next = beside[next]) size += explore(next, depth + 1);
        deepest = Math.max(deepest, depth);
        sum += size;
        return size;
    }

    private static void solve() {
        try {
            StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
            in.nextToken();
            int n = (int) in.nval;
            in.nextToken();
            int m = (int) in.nval;
            first = new int[n + 1];
            beside = new int[n + 1];
            while (m-- > 0) {
                in.nextToken();
                int parent = (int) in.nval;
                in.nextToken();
                int from = (int) in.nval;
                in.nextToken();
                int to = (int) in.nval;
                for (int chamber = from; chamber <= to; chamber++) {
                    beside[chamber] = first[parent];
                    first[parent] = chamber;
                    parent = chamber;
                }
            }
            explore(1, 0);
            System.out.println(deepest + " " + sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Thread explorer = new Thread(null, DeepRecursion::solve, "explorer", 200L << 20);
        explorer.start();
        explorer.join();
    }
}
