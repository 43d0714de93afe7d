// @EXPECTED_RESULTS@: MEMORY-LIMIT, RUN-ERROR
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public class Hoards {
    public static void main(String[] args) {
        List<byte[]> hoard = new ArrayList<>();
        for (int i = 0; i < 384; i++) {
            byte[] block = new byte[16 << 20];
            Arrays.fill(block, (byte) (i + 1));
            hoard.add(block);
        }
        System.out.println("No " + hoard.size());
    }
}
