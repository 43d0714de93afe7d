import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a method returned. */
final class PipelineWriter {
    private static final int MOST_LEVELS = 300;

    /** A value or a type has no place in JSON. */
    static final class Unusable extends RuntimeException {
        Unusable(String why) {
            super(why, null, false, false);
        }
    }

    static void write(StringBuilder out, Object value, int level) {
        if (level > MOST_LEVELS) throw new Unusable("it is nested deeper than " + MOST_LEVELS + " levels");
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value instanceof BigDecimal ? value.toString().replace("E+", "e") : String.valueOf(value));
        } else if (value instanceof Character || value instanceof CharSequence) {
            writeString(out, value.toString());
        } else if (value instanceof Optional) {
            write(out, ((Optional<?>) value).orElse(null), level + 1);
        } else if (value instanceof Map) {
            writeMap(out, (Map<?, ?>) value, level);
        } else if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int at = 0; at < Array.getLength(value); at++) items.add(Array.get(value, at));
            writeItems(out, items, level);
        } else if (value instanceof Map.Entry) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
            writeItems(out, Arrays.asList(entry.getKey(), entry.getValue()), level);
        } else if (value instanceof Iterable) {
            writeItems(out, ordered((Iterable<?>) value), level);
        } else {
            throw new Unusable("it is a " + value.getClass().getSimpleName());
        }
    }

    /** The items of a set without an order of its own are sorted where they can be. */
    private static Iterable<?> ordered(Iterable<?> items) {
        boolean isLoose = items instanceof Set && !(items instanceof LinkedHashSet) && !(items instanceof TreeSet);
        try {
            return isLoose ? new TreeSet<Object>((Set<?>) items) : items;
        } catch (ClassCastException | NullPointerException error) {
            return items; // They cannot be compared with each other.
        }
    }

    private static void writeItems(StringBuilder out, Iterable<?> items, int level) {
        String before = "";
        out.append('[');
        for (Object item : items) {
            out.append(before);
            write(out, item, level + 1);
            before = ", ";
        }
        out.append(']');
    }

    private static void writeMap(StringBuilder out, Map<?, ?> members, int level) {
        String before = "";
        out.append('{');
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(before);
            writeString(out, String.valueOf(member.getKey()));
            out.append(": ");
            write(out, member.getValue(), level + 1);
            before = ", ";
        }
        out.append('}');
    }

    private static void writeString(StringBuilder out, String text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean isPair = Character.isHighSurrogate(letter) && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (isPair) {
                out.append(letter).append(text.charAt(++at));
            } else if (letter < 0x20 || Character.isSurrogate(letter)) {
                out.append(String.format("\\u%04x", (int) letter));
            } else {
                if (letter == '"' || letter == '\\') out.append('\\');
                out.append(letter);
            }
        }
        out.append('"');
    }
}
