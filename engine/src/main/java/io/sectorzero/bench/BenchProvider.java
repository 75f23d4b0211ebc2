package io.sectorzero.bench;

/** Opens benches of one kind. Found with {@link java.util.ServiceLoader}. */
public interface BenchProvider {

    String kind();

    Bench open(BenchDescription description);
}
