package io.sectorzero.bench;

import io.sectorzero.failure.CapabilityMissing;
import io.sectorzero.failure.Diagnosis;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Opens a bench by its kind. */
public final class Benches {

    private Benches() {
    }

    /** @throws CapabilityMissing when no provider on the class path knows this kind */
    public static Bench open(BenchDescription description) {
        var byKind = new TreeMap<String, BenchProvider>();
        for (BenchProvider provider : ServiceLoader.load(BenchProvider.class)) {
            byKind.put(provider.kind(), provider);
        }
        BenchProvider provider = byKind.get(description.kind());
        if (provider == null) {
            throw new CapabilityMissing(Diagnosis.of("%s: no bench of kind \"%s\" can be opened here",
                            description.file().name(), description.kind())
                    .because("kinds on the class path: %s", String.join(", ", byKind.keySet()))
                    .remedy("correct the key `kind`, or put the module that brings this kind beside the engine"));
        }
        return provider.open(description);
    }
}
