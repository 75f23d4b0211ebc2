package io.sectorzero.hardware;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.BenchProvider;

/** Opens benches of kind {@code hardware}. Found with {@link java.util.ServiceLoader}. */
public final class HardwareBenchProvider implements BenchProvider {

    @Override public String kind() {
        return "hardware";
    }

    /** Reads the whole description before anything is opened. Ports are opened when they are first asked for. */
    @Override public Bench open(BenchDescription description) {
        return new HardwareBench(description, DeskWiring.read(description.file()));
    }
}
