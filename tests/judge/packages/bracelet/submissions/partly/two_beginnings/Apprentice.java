/** Can be started, too, and must not be. */
public class Apprentice {
    static int bead(int at, int half) {
        return at % 2 == 0 ? half + 1 + at / 2 : 1 + at / 2;
    }

    public static void main(String[] args) {
        throw new IllegalStateException("the apprentice does not open the workshop");
    }
}
