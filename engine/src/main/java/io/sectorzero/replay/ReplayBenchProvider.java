package io.sectorzero.replay;

import io.sectorzero.bench.Bench;
import io.sectorzero.bench.BenchDescription;
import io.sectorzero.bench.BenchProvider;

/** Opens benches of kind {@code replay}: keys {@code recording}, and {@code switches} for what the desk could drive. */
public final class ReplayBenchProvider implements BenchProvider {

    @Override public String kind() {
        return "replay";
    }

    @Override public Bench open(BenchDescription description) {
        return ReplayBench.open(description);
    }
}
