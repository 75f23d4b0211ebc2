package io.sectorzero.sim.serve;

import io.sectorzero.failure.BadDescription;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.OutputFailed;
import io.sectorzero.failure.Reason;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import io.sectorzero.sim.board.BoardMemory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps what a board keeps without power, in a file.
 *
 * <pre>
 *   "sectorzero board state 1\n"
 *   length, flash content          lengths are 4 bytes, most significant first
 *   length, option bytes
 *   length, OTP and its lock bytes
 *   CRC-32 of everything before    4 bytes
 * </pre>
 */
final class StateFile {

    private static final byte[] HEAD = "sectorzero board state 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String HEAD_OF_ANY_VERSION = "sectorzero board state ";
    private static final int LARGEST_BYTES = 16 << 20;
    private static final int CRC_BYTES = 4;

    private final Path path;

    StateFile(Path path) {
        this.path = path;
    }

    /**
     * What was kept; empty when there is no such file yet.
     *
     * @param like a board of the kind that is to take it over
     * @throws BadDescription when the file is damaged, of another version, or from another kind of board; it is left alone
     */
    Optional<BoardMemory> load(BoardMemory like) {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_BYTES) {
                throw bad("it is no state file: a regular file of at most %d bytes is expected".formatted(LARGEST_BYTES));
            }
            BoardMemory kept = parse(Files.readAllBytes(path));
            refuseOtherSize("flash", like.flash(), kept.flash());
            refuseOtherSize("option bytes", like.options(), kept.options());
            refuseOtherSize("OTP", like.otp(), kept.otp());
            return Optional.of(kept);
        } catch (IOException e) {
            throw new BadDescription(Diagnosis.of("The state file %s cannot be read", path).because("%s", Reason.of(e)), e);
        }
    }

    /** Replaces the file as a whole: after a crash there is the old one or the new one. */
    void save(BoardMemory memory) {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        try {
            try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer content = render(memory);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputFailed(Diagnosis.of("The state of the board cannot be kept in %s", path)
                    .because("%s", Reason.of(e))
                    .remedy("choose a file in a folder that exists, with room, that you may write to"), e);
        }
    }

    private static ByteBuffer render(BoardMemory memory) {
        int size = HEAD.length + CRC_BYTES;
        for (Bytes part : new Bytes[] {memory.flash(), memory.options(), memory.otp()}) {
            size += Integer.BYTES + part.length();
        }
        ByteBuffer content = ByteBuffer.allocate(size).put(HEAD);
        for (Bytes part : new Bytes[] {memory.flash(), memory.options(), memory.otp()}) {
            content.putInt(part.length()).put(part.toArray());
        }
        content.putInt(Checksums.crc32(Bytes.copyOf(content.array(), 0, content.position())));
        return content.flip();
    }

    private BoardMemory parse(byte[] file) {
        if (file.length < HEAD.length + CRC_BYTES || !Arrays.equals(file, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            String begins = new String(file, 0, Math.min(file.length, HEAD.length), StandardCharsets.ISO_8859_1);
            throw bad(begins.startsWith(HEAD_OF_ANY_VERSION) ? "it was written by another version" : "it is no state file");
        }
        int end = file.length - CRC_BYTES;
        if (Checksums.crc32(Bytes.copyOf(file, 0, end)) != ByteBuffer.wrap(file).getInt(end)) {
            throw bad("its checksum does not fit its content");
        }
        try {
            ByteBuffer content = ByteBuffer.wrap(file, HEAD.length, end - HEAD.length);
            return new BoardMemory(part(content), part(content), part(content));
        } catch (BufferUnderflowException e) {
            throw bad("it ends too early");
        }
    }

    private static Bytes part(ByteBuffer content) {
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        content.get(part);
        return Bytes.copyOf(part);
    }

    private void refuseOtherSize(String what, Bytes here, Bytes kept) {
        if (here.length() != kept.length()) {
            throw bad("it keeps %d bytes of %s, this board has %d".formatted(kept.length(), what, here.length()));
        }
    }

    private BadDescription bad(String evidence) {
        return new BadDescription(Diagnosis.of("%s cannot be taken for the state of this board", path)
                .because("%s", evidence)
                .remedy("name another file, or remove this one to begin with a new board"));
    }
}
