import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;

/**
 * Calls one method of a judged class with the JSON arguments on standard input and writes what it returns, as JSON, to
 * descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.
 */
final class PipelineCall {
    private static final int CHANNEL = 3;
    private static final int MOST_LEVELS = 300;
    private static final int MOST_FRAMES = 12;

    /** An argument is not what the parameter takes. */
    private static final class Mismatch extends RuntimeException {
        Mismatch(String needed) {
            super(needed, null, false, false);
        }
    }

    /** A value or a type has no place in JSON. */
    private static final class Unusable extends RuntimeException {
        Unusable(String why) {
            super(why, null, false, false);
        }
    }

    static void tell(String kind, String text) throws Exception {
        System.out.flush();
        FileDescriptor channel = new FileDescriptor();
        Field number = FileDescriptor.class.getDeclaredField("fd");
        number.setAccessible(true);
        number.setInt(channel, CHANNEL);
        try (FileOutputStream out = new FileOutputStream(channel)) {
            out.write((kind + "\n" + text).getBytes(StandardCharsets.UTF_8));
        }
    }

    static void call(String owner, String name, String... parameters) throws Throwable {
        try {
            Class<?> type = Class.forName(owner);
            Method method = find(type, name, parameters.length);
            method.setAccessible(true);
            Object[] arguments = read(method, parameters);
            Object target = Modifier.isStatic(method.getModifiers()) ? null : instance(type);
            Object value = method.invoke(target, arguments);
            if (method.getReturnType() == void.class) value = changed(arguments);
            StringBuilder text = new StringBuilder();
            try {
                write(text, value, 0);
            } catch (Unusable error) {
                throw new Unusable("The function returned a value that is not JSON: " + error.getMessage() + ".");
            }
            tell("value", text.toString());
        } catch (Unusable error) {
            tell("unusable", error.getMessage());
        } catch (InvocationTargetException error) {
            print(error.getCause());
            System.exit(1);
        } catch (ExceptionInInitializerError error) {
            print(error.getCause());
            System.exit(1);
        }
        System.exit(0);
    }

    /** The stack trace without our own frames, and without the thousands of a recursion that never ends. */
    private static void print(Throwable error) {
        System.out.flush();
        List<StackTraceElement> own = new ArrayList<>();
        for (StackTraceElement frame : error.getStackTrace()) {
            boolean isOurs = frame.getClassName().startsWith("PipelineCall") || frame.getModuleName() != null;
            if (!isOurs && own.size() < MOST_FRAMES) own.add(frame);
        }
        error.setStackTrace(own.toArray(new StackTraceElement[0]));
        error.printStackTrace();
    }

    private static Method find(Class<?> type, String name, int count) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                boolean isSame = method.getName().equals(name) && method.getParameterCount() == count;
                if (isSame && !method.isBridge()) return method;
            }
        }
        throw new Unusable("The class " + type.getName() + " has no method " + name + ".");
    }

    private static Object instance(Class<?> type) throws Exception {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException error) {
            throw new Unusable("The class cannot be made without arguments, so no method of it can be called.");
        }
    }

    private static Object[] read(Method method, String[] names) throws IOException {
        Type[] types = method.getGenericParameterTypes();
        String count = types.length + (types.length == 1 ? " argument" : " arguments");
        Reader in = new Reader(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        Object[] values = new Object[types.length];
        in.skip('[');
        for (int at = 0; at < types.length; at++) {
            if (at > 0) in.skip(',');
            String parameter = (at + 1) + ", " + names[at] + ",";
            if (in.peek() == ']') throw new Unusable("The function takes " + count + ", and the case has fewer.");
            try {
                values[at] = in.value(types[at]);
            } catch (Mismatch mismatch) {
                throw new Unusable("Argument " + parameter + " does not fit the type " + words(types[at]) + ": "
                        + mismatch.getMessage() + " is needed.");
            } catch (Unusable unusable) {
                throw new Unusable("Parameter " + parameter + " is of the type " + words(types[at])
                        + ", which cannot be made from JSON here.");
            }
        }
        if (in.peek() != ']') throw new Unusable("The function takes " + count + ", and the case has more.");
        return values;
    }

    private static String words(Type type) {
        return type.getTypeName().replaceAll("\\b(?:\\w+\\.)+(?=\\w)", "");
    }

    /** What a method without a result has worked on: its first argument that can change. */
    private static Object changed(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument == null) continue;
            boolean canChange = argument.getClass().isArray() || argument instanceof Collection
                    || argument instanceof Map || argument instanceof StringBuilder || argument instanceof StringBuffer;
            if (canChange) return argument;
        }
        return null;
    }

    /** The text is known to be an array in good order: whoever started this has looked. */
    private static final class Reader {
        private final String text;
        private int at = 0;

        Reader(String text) {
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
            if (!(type instanceof Class)) throw new Unusable("");
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
            String digits = digits("an integer");
            BigInteger large = digits.length() < 10 ? null : new BigInteger(digits);
            if (large != null && large.bitLength() >= bits || large == null && bits < 32 && !fits(digits, bits)) {
                throw new Mismatch("an integer of " + bits + " bits and not " + shortened(digits));
            }
            return large == null ? (Number) Integer.valueOf(digits) : large;
        }

        private static boolean fits(String digits, int bits) {
            return BigInteger.valueOf(Integer.parseInt(digits)).bitLength() < bits;
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
            throw new Unusable("");
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
            if (empty == null) throw new Unusable("");
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
            if (isSorted && !type.isAssignableFrom(TreeMap.class)) throw new Unusable("");
            Map<Object, Object> members = isSorted ? new TreeMap<>() : new LinkedHashMap<>();
            if (!skip('{')) throw new Mismatch("an object");
            if (skip('}')) return members;
            do {
                String name = string();
                boolean isText = parts[0] == String.class || parts[0] == Object.class;
                Object key = isText ? name : new Reader(parts[0] == Character.class ? "\"" + name + "\"" : name).value(parts[0]);
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

    private static void write(StringBuilder out, Object value, int level) {
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
