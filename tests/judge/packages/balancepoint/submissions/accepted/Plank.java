import java.io.*;
import java.math.BigDecimal;
import java.math.MathContext;

class Plank {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        BigDecimal total = BigDecimal.ZERO, moment = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            String[] stone = in.readLine().trim().split("\\s+");
            BigDecimal mass = new BigDecimal(stone[1]);
            total = total.add(mass);
            moment = moment.add(mass.multiply(new BigDecimal(stone[0])));
        }
        System.out.println(n + " " + total.toPlainString() + " " + moment.divide(total, MathContext.DECIMAL64));
    }
}
