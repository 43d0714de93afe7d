import java.util.NoSuchElementException;
import java.util.Scanner;

public class Thrown {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        if (!in.hasNext()) throw new NoSuchElementException("no lanterns");
        throw new IllegalStateException("lanterns, but no idea");
    }
}
