import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Calls one method of a judged class with the JSON arguments on standard input and writes what it returns, as JSON, to
 * descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.
 */
final class PipelineCall {
    private static final int CHANNEL = 3;
    private static final int MOST_FRAMES = 12;

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
                PipelineWriter.write(text, value, 0);
            } catch (PipelineWriter.Unusable error) {
                throw new PipelineWriter.Unusable("The function returned a value that is not JSON: " + error.getMessage() + ".");
            }
            tell("value", text.toString());
        } catch (PipelineWriter.Unusable error) {
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
            boolean isOurs = frame.getClassName().startsWith("Pipeline") || frame.getModuleName() != null;
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
        throw new PipelineWriter.Unusable("The class " + type.getName() + " has no method " + name + ".");
    }

    private static Object instance(Class<?> type) throws Exception {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException error) {
            throw new PipelineWriter.Unusable("The class cannot be made without arguments, so no method of it can be called.");
        }
    }

    private static Object[] read(Method method, String[] names) throws IOException {
        Type[] types = method.getGenericParameterTypes();
        String count = types.length + (types.length == 1 ? " argument" : " arguments");
        PipelineReader in = new PipelineReader(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        Object[] values = new Object[types.length];
        in.skip('[');
        for (int at = 0; at < types.length; at++) {
            if (at > 0) in.skip(',');
            String parameter = (at + 1) + ", " + names[at] + ",";
            if (in.peek() == ']') throw new PipelineWriter.Unusable("The function takes " + count + ", and the case has fewer.");
            try {
                values[at] = in.value(types[at]);
            } catch (PipelineReader.Mismatch mismatch) {
                throw new PipelineWriter.Unusable("Argument " + parameter + " does not fit the type " + words(types[at]) + ": "
                        + mismatch.getMessage() + " is needed.");
            } catch (PipelineWriter.Unusable unusable) {
                throw new PipelineWriter.Unusable("Parameter " + parameter + " is of the type " + words(types[at])
                        + ", which cannot be made from JSON here.");
            }
        }
        if (in.peek() != ']') throw new PipelineWriter.Unusable("The function takes " + count + ", and the case has more.");
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
}
