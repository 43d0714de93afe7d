// @EXPECTED_RESULTS@: COMPILER-ERROR
public class Borrowed {
    public static void main(String[] args) {
        int lanterns = "none";
        System.out.println("Dark " + lanterns);
    }
}
