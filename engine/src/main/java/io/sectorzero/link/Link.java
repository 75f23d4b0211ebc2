package io.sectorzero.link;

/** Something opened that leads to a board. */
public interface Link extends AutoCloseable {

    /** What a person would call it: {@code /dev/ttyUSB0}, {@code simulated USART1}. */
    String name();

    @Override void close();
}
