import java.util.*;

public class Vans {
    private static int[] weights;
    private static int total, gap;
    private static final Set<Integer> DEAD = new HashSet<>();
    private static final List<Integer> FIRST = new ArrayList<>();

    private static boolean place(int parcel, int load) {
        if (parcel == weights.length) return Math.abs(total - 2 * load) <= gap;
        if (!DEAD.add(parcel * 20000 + load)) return false;
        FIRST.add(parcel + 1);
        if (place(parcel + 1, load + weights[parcel])) return true;
        FIRST.remove(FIRST.size() - 1);
        return place(parcel + 1, load);
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        weights = new int[in.nextInt()];
        gap = in.nextInt();
        for (int i = 0; i < weights.length; i++) total += weights[i] = in.nextInt();
        if (!place(0, 0)) {
            System.out.println("impossible");
            return;
        }
        StringBuilder line = new StringBuilder().append(FIRST.size());
        for (int parcel : FIRST) line.append(' ').append(parcel);
        System.out.println(line);
    }
}
