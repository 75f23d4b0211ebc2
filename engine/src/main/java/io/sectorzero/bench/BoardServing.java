package io.sectorzero.bench;

/** Serves boards. The simulator brings it; found with {@link java.util.ServiceLoader}. */
public interface BoardServing {

    ServedBoard serve(ServeRequest request);
}
