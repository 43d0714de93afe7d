class Stretches {
    private String last = "";
    private int length = 0;
    String best = "Dark";
    int longest = 0;

    void pass(String colour) {
        length = colour.equals(last) ? length + 1 : 1;
        last = colour;
        if (length > longest) {
            longest = length;
            best = colour;
        }
    }
}
