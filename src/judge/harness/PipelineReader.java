import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;

/** Reads the arguments. Their text is known to be an array in good order: whoever started this has looked. */
final class PipelineReader {
    /** An argument is not what the parameter takes. */
    static final class Mismatch extends RuntimeException {
        Mismatch(String needed) {
            super(needed, null, false, false);
        }
    }

    private final String text;
    private int at = 0;

    PipelineReader(String text) {
        this.text = text;
    }

    char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean skip(char mark) {
        if (peek() != mark) return false;
        at++;
        return true;
    }

    boolean word(String wanted) {
        peek();
        if (!text.startsWith(wanted, at)) return false;
        at += wanted.length();
        return true;
    }

    Object value(Type type) {
        if (type instanceof WildcardType) return value(((WildcardType) type).getUpperBounds()[0]);
        if (type instanceof GenericArrayType) return array(((GenericArrayType) type).getGenericComponentType());
        if (type instanceof ParameterizedType) {
            ParameterizedType generic = (ParameterizedType) type;
            return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        if (!(type instanceof Class)) throw new PipelineWriter.Unusable("");
        Class<?> wanted = (Class<?>) type;
        if (wanted.isArray()) return array(wanted.getComponentType());
        if (wanted == Object.class) return anything();
        if (!wanted.isPrimitive() && word("null")) return null;
        Object simple = simple(wanted);
        return simple == null ? container(wanted, new Type[] {Object.class, Object.class}) : simple;
    }

    private Object simple(Class<?> type) {
        if (type == int.class || type == Integer.class) return integer(32).intValue();
        if (type == long.class || type == Long.class) return integer(64).longValue();
        if (type == short.class || type == Short.class) return integer(16).shortValue();
        if (type == byte.class || type == Byte.class) return integer(8).byteValue();
        if (type == BigInteger.class) return new BigInteger(digits("an integer"));
        if (type == BigDecimal.class) return new BigDecimal(number());
        if (type == double.class || type == Double.class) return Double.parseDouble(number());
        if (type == float.class || type == Float.class) return Float.parseFloat(number());
        if (type == boolean.class || type == Boolean.class) return truth();
        if (type == char.class || type == Character.class) return character();
        if (type == String.class || type == CharSequence.class) return string();
        if (type == StringBuilder.class) return new StringBuilder(string());
        return type == Number.class ? anything() : null;
    }

    /** Most integers are short; the others take the long way. */
    private Number integer(int bits) {
        boolean isNegative = peek() == '-';
        int from = at;
        long value = 0;
        int end = isNegative ? at + 1 : at;
        for (; end < text.length() && Character.isDigit(text.charAt(end)); end++) {
            value = 10 * value + (text.charAt(end) - '0');
        }
        char next = end < text.length() ? text.charAt(end) : 0;
        long signed = isNegative ? -value : value;
        boolean isShort = end > from && end - from < 19 && ".eE".indexOf(next) < 0;
        if (isShort && signed >= -(1L << (bits - 1)) && signed <= (1L << (bits - 1)) - 1) {
            at = end;
            return signed;
        }
        BigInteger large = new BigInteger(digits("an integer"));
        if (large.bitLength() >= bits) {
            throw new Mismatch("an integer of " + bits + " bits and not " + shortened(large.toString()));
        }
        return large;
    }

    private String digits(String needed) {
        if (peek() != '-' && !Character.isDigit(peek())) throw new Mismatch(needed);
        String number = number();
        boolean isInteger = number.chars().allMatch(letter -> letter == '-' || letter >= '0' && letter <= '9');
        if (!isInteger) throw new Mismatch(needed + " and not " + shortened(number));
        return number;
    }

    private static String shortened(String digits) {
        return digits.substring(0, Math.min(digits.length(), 40));
    }

    private String number() {
        peek();
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) at++;
        if (from == at) throw new Mismatch("a number");
        return text.substring(from, at);
    }

    private boolean truth() {
        if (word("true")) return true;
        if (word("false")) return false;
        throw new Mismatch("a boolean");
    }

    private char character() {
        String string = peek() == '"' ? string() : "";
        if (string.length() != 1) throw new Mismatch("a string of one character");
        return string.charAt(0);
    }

    private String string() {
        if (!skip('"')) throw new Mismatch("a string");
        StringBuilder result = new StringBuilder();
        for (char letter = text.charAt(at++); letter != '"'; letter = text.charAt(at++)) {
            result.append(letter == '\\' ? escaped() : letter);
        }
        return result.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        if (letter == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int name = "bfnrt".indexOf(letter);
        return name < 0 ? letter : "\b\f\n\r\t".charAt(name);
    }

    private Object array(Type item) {
        if (word("null")) return null;
        List<Object> items = new ArrayList<>();
        if (item == int.class) return ints();
        items(item, items);
        Object array = Array.newInstance(raw(item), items.size());
        for (int index = 0; index < items.size(); index++) Array.set(array, index, items.get(index));
        return array;
    }

    private int[] ints() {
        if (!skip('[')) throw new Mismatch("an array");
        int[] items = new int[16];
        int count = 0;
        while (!skip(']')) {
            if (count > 0) skip(',');
            if (count == items.length) items = Arrays.copyOf(items, 2 * count);
            items[count++] = integer(32).intValue();
        }
        return Arrays.copyOf(items, count);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class) return (Class<?>) type;
        if (type instanceof ParameterizedType) return raw(((ParameterizedType) type).getRawType());
        if (type instanceof GenericArrayType) {
            return Array.newInstance(raw(((GenericArrayType) type).getGenericComponentType()), 0).getClass();
        }
        throw new PipelineWriter.Unusable("");
    }

    private <T extends Collection<Object>> T items(Type item, T items) {
        if (!skip('[')) throw new Mismatch("an array");
        if (skip(']')) return items;
        do items.add(value(item));
        while (skip(','));
        skip(']');
        return items;
    }

    private Object container(Class<?> type, Type[] parts) {
        if (type == Optional.class) return Optional.ofNullable(word("null") ? null : value(parts[0]));
        if (word("null")) return null;
        if (Map.class.isAssignableFrom(type)) return members(type, parts);
        Collection<Object> empty = empty(type);
        if (empty == null) throw new PipelineWriter.Unusable("");
        return items(parts[0], empty);
    }

    private static Collection<Object> empty(Class<?> type) {
        if (type.isAssignableFrom(ArrayList.class)) return new ArrayList<>();
        if (type.isAssignableFrom(LinkedHashSet.class)) return new LinkedHashSet<>();
        if (type.isAssignableFrom(TreeSet.class)) return new TreeSet<>();
        if (type.isAssignableFrom(LinkedList.class)) return new LinkedList<>();
        if (type.isAssignableFrom(ArrayDeque.class)) return new ArrayDeque<>();
        if (type.isAssignableFrom(Stack.class)) return new Stack<>();
        if (type.isAssignableFrom(Vector.class)) return new Vector<>();
        if (type.isAssignableFrom(HashSet.class)) return new HashSet<>();
        return type == PriorityQueue.class ? new PriorityQueue<>() : null;
    }

    private Map<Object, Object> members(Class<?> type, Type[] parts) {
        boolean isSorted = !type.isAssignableFrom(LinkedHashMap.class);
        if (isSorted && !type.isAssignableFrom(TreeMap.class)) throw new PipelineWriter.Unusable("");
        Map<Object, Object> members = isSorted ? new TreeMap<>() : new LinkedHashMap<>();
        if (!skip('{')) throw new Mismatch("an object");
        if (skip('}')) return members;
        do {
            String name = string();
            boolean isText = parts[0] == String.class || parts[0] == Object.class;
            Object key = isText ? name : new PipelineReader(parts[0] == Character.class ? "\"" + name + "\"" : name).value(parts[0]);
            skip(':');
            members.put(key, value(parts[1]));
        } while (skip(','));
        skip('}');
        return members;
    }

    private Object anything() {
        switch (peek()) {
            case '[':
                return items(Object.class, new ArrayList<>());
            case '{':
                return members(Map.class, new Type[] {String.class, Object.class});
            case '"':
                return string();
            case 't':
            case 'f':
                return truth();
            case 'n':
                word("null");
                return null;
            default:
                return number(number());
        }
    }

    private static Object number(String digits) {
        if (!digits.matches("-?\\d+")) return Double.valueOf(digits);
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() < 32) return value.intValue();
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }
}
