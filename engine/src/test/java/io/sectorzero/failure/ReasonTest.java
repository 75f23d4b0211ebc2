package io.sectorzero.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operating system and Java say of a failed access, in words for people. The exceptions are real ones where they can be had. */
class ReasonTest {

    @TempDir
    private Path folder;

    @Test
    void a_full_disk_is_said_in_words_whether_a_stream_or_a_file_system_tells_it() {
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("no space left on the device");
        assertThat(Reason.of(new FileSystemException("/a", null, "No space left on device"))).isEqualTo("no space left on the device");
    }

    @Test
    void an_address_that_another_program_has_is_in_use() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); var late = new ServerSocket()) {
            var refused = catchThrowableOfType(IOException.class, () -> late.bind(taken.getLocalSocketAddress()));

            assertThat(Reason.of(refused)).isEqualTo("the address is in use");
        }
    }

    @Test
    void where_nobody_listens_the_connection_is_refused() throws IOException {
        InetSocketAddress left;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            left = (InetSocketAddress) closed.getLocalSocketAddress();
        }
        try (var socket = new Socket()) {
            var refused = catchThrowableOfType(IOException.class, () -> socket.connect(left));

            assertThat(Reason.of(refused)).isEqualTo("connection refused");
        }
    }

    @Test
    void a_file_that_is_missing_is_named() {
        Path missing = folder.resolve("none");
        var refused = catchThrowableOfType(IOException.class, () -> Files.readString(missing));

        assertThat(Reason.of(refused)).isEqualTo("there is no " + missing);
    }

    @Test
    void what_has_no_words_shows_no_class_either() {
        assertThat(Reason.of(new IOException())).isEqualTo("the system gives no reason");
        assertThat(Reason.of(new IOException("something new"))).isEqualTo("something new");
    }
}
