package io.sectorzero.sim.stm32f412;

import java.util.function.Consumer;

/** What the chip does, in lines for whoever keeps the trace. Costs nothing while nobody listens. */
final class Story {

    private Consumer<String> reader;

    void readBy(Consumer<String> listener) {
        reader = listener;
    }

    void tell(String line, Object... arguments) {
        if (reader != null) {
            reader.accept(line.formatted(arguments));
        }
    }
}
