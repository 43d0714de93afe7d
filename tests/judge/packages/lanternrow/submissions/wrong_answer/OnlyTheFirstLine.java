import java.util.Scanner;

class OnlyTheFirstLine {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        String[] words = in.hasNextLine() ? in.nextLine().trim().split(" +") : new String[0];
        String best = "Dark";
        int longest = 0, length = 0;
        for (int index = 0; index < words.length; index++) {
            length = index > 0 && words[index].equals(words[index - 1]) ? length + 1 : 1;
            if (length > longest) {
                longest = length;
                best = words[index];
            }
        }
        System.out.println(best + " " + longest);
    }
}
