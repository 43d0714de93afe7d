import java.util.*;

public class LastOne {
    public static void main(String[] args) {
        Set<String> heard = new HashSet<>();
        String again = "-";
        for (Scanner in = new Scanner(System.in, "UTF-8"); in.hasNext();) {
            String word = in.next();
            if (!heard.add(word)) again = word;
        }
        System.out.println(again);
    }
}
