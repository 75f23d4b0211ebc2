package io.sectorzero.flash.dfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuDescriptors;
import io.sectorzero.protocol.dfu.DfuSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Addresses over DFU's numbered blocks, in every way AN3156 Rev 18 [P] can be read; a plain array is the model, a {@link
 * PaperLoader} the device.
 */
class DfuMemoryTest {

    private static final Duration WORK = Duration.ofSeconds(1);

    private static DfuMemory on(PaperLoader loader) {
        return new DfuMemory(new DfuSession(loader, loader.time(), DfuDescriptors.read(loader, loader.time())), PaperLoader.BLOCK);
    }

    /** Whatever order reads, writes and erases come in, and whichever way the loader counts: every byte is where it belongs. */
    @Property(tries = 200)
    void bytes_come_from_and_go_where_they_belong_however_the_loader_counts(@ForAll long seed, @ForAll boolean countsLargest,
                                                                            @ForAll boolean eraseMovesPointer) {
        var loader = new PaperLoader(512);
        loader.countsLargest = countsLargest;
        loader.eraseMovesPointer = eraseMovesPointer;
        var memory = on(loader);
        var dice = new Random(seed);
        byte[] mirror = new byte[4 * PaperLoader.SECTOR];
        Arrays.fill(mirror, (byte) 0xFF);

        for (int i = 0; i < 30; i++) {
            int length = 4 * (1 + dice.nextInt(PaperLoader.BLOCK / 4));
            int at = 4 * dice.nextInt((mirror.length - length) / 4);
            switch (dice.nextInt(4)) {
                case 0 -> {
                    int sector = at / PaperLoader.SECTOR * PaperLoader.SECTOR;
                    Arrays.fill(mirror, sector, sector + PaperLoader.SECTOR, (byte) 0xFF);
                    memory.erase(PaperLoader.flashAt(sector), WORK);
                }
                case 1 -> write(memory, mirror, dice, at / PaperLoader.BLOCK * PaperLoader.BLOCK, PaperLoader.BLOCK);
                case 2 -> write(memory, mirror, dice, at, length);
                default -> assertThat(memory.read(PaperLoader.flashAt(at), length)).isEqualTo(Bytes.copyOf(mirror, at, at + length));
            }
        }

        assertThat(Bytes.copyOf(loader.flash, 0, mirror.length)).isEqualTo(Bytes.copyOf(mirror));
    }

    private static void write(DfuMemory memory, byte[] mirror, Random dice, int at, int length) {
        byte[] data = new byte[length];
        dice.nextBytes(data);
        for (int i = 0; i < length; i++) {
            mirror[at + i] &= data[i];
        }
        memory.write(PaperLoader.flashAt(at), Bytes.copyOf(data), WORK);
    }

    @Property(tries = 50)
    void whole_blocks_of_the_flash_need_the_pointer_once(@ForAll @IntRange(max = 255) int first) {
        var loader = new PaperLoader(512);
        var memory = on(loader);

        for (int i = 0; i < 256; i++) {
            int block = (first + i) % 256;
            memory.write(PaperLoader.flashAt((long) block * PaperLoader.BLOCK), Bytes.repeat(block, PaperLoader.BLOCK), WORK);
        }
        for (int block = 0; block < 256; block++) {
            assertThat(memory.read(PaperLoader.flashAt((long) block * PaperLoader.BLOCK + 100), 16).isAll(block)).isTrue();
        }

        assertThat(loader.pointersSet).isEqualTo(1);
    }

    @Test
    void what_lies_across_two_blocks_is_read_as_one() {
        var loader = new PaperLoader(512);
        for (int i = 0; i < loader.flash.length; i++) {
            loader.flash[i] = (byte) (i * 31 >>> 3);
        }

        assertThat(on(loader).read(PaperLoader.flashAt(PaperLoader.BLOCK - 8), 16))
                .isEqualTo(Bytes.copyOf(loader.flash, PaperLoader.BLOCK - 8, PaperLoader.BLOCK + 8));
    }
}
