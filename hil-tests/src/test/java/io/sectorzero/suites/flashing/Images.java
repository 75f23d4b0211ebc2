package io.sectorzero.suites.flashing;

import io.sectorzero.image.Image;
import io.sectorzero.image.ImageFile;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.world.World;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Images made on the spot, the same for the same size. They begin with a vector table that could start. */
public final class Images {

    public static final long FLASH = 0x0800_0000L;

    private static final int INITIAL_STACK = 0x2004_0000;
    private static final int FIRST_INSTRUCTION = 0x0800_0009;

    private Images() {
    }

    /** Content nobody could guess, so that a byte in the wrong place is noticed. */
    public static Image ofSize(int bytes) {
        return Image.of(bytes + " random bytes", new Segment(Address.of(FLASH), content(bytes)));
    }

    public static Image at(long address, int bytes) {
        return Image.of(bytes + " random bytes", new Segment(Address.of(address), random(bytes)));
    }

    /** A program of {@code fixtures/firmware}. */
    public static Image firmware(String file) {
        Path path = Path.of(URI.create(Images.class.getResource("/fixtures/firmware/" + file).toString()));
        return ImageFile.load(path, Optional.empty(), Optional.empty());
    }

    public static Bytes content(int bytes) {
        var vectors = words(INITIAL_STACK, FIRST_INSTRUCTION);
        return vectors.then(random(bytes - vectors.length()));
    }

    private static Bytes words(int... words) {
        Bytes all = Bytes.NONE;
        for (int word : words) {
            all = all.then(Bytes.of(word & 0xFF, word >>> 8 & 0xFF, word >>> 16 & 0xFF, word >>> 24));
        }
        return all;
    }

    private static Bytes random(int bytes) {
        var dice = new World(bytes).dice("image");
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) dice.bits();
        }
        return Bytes.copyOf(content);
    }
}
