package io.sectorzero.flash.dfu;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.ImageRejected;
import io.sectorzero.image.DfuTarget;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.protocol.dfu.DfuFunction;
import io.sectorzero.protocol.dfu.MemoryString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a DfuSe file says about its targets against the memories of the device: each target names an alternate setting,
 * and what it carries must lie in that setting's memory.
 */
final class DfuTargets {

    private DfuTargets() {
    }

    /** @return what is left out: only what goes into the flash is written with an image */
    static List<String> require(Image image, DfuFunction function) {
        var leftOut = new ArrayList<String>();
        for (DfuTarget target : image.targets()) {
            Optional<MemoryString> memory = function.memory(target.alternateSetting());
            if (memory.isEmpty()) {
                throw refused(image, target, "this device has the alternate settings %s".formatted(function.memories().keySet()));
            }
            for (Segment element : target.elements()) {
                if (!memory.get().covers(element.start()) || !memory.get().covers(element.range().last())) {
                    throw refused(image, target, "%d bytes at %s are no part of that memory: %s".formatted(
                            element.data().length(), element.start(), memory.get().describe()));
                }
            }
            if (target.alternateSetting() != DfuTarget.INTERNAL_FLASH && !target.elements().isEmpty()) {
                leftOut.add("target %d of the file (%s) is left out: only the flash is written with an image, option bytes are changed by name"
                        .formatted(target.alternateSetting(), memory.get().name()));
            }
        }
        return leftOut;
    }

    private static ImageRejected refused(Image image, DfuTarget target, String why) {
        return new ImageRejected(Diagnosis.of("%s was made for another device", image.name())
                .because("it has a target for alternate setting %d%s", target.alternateSetting(),
                        target.name().isEmpty() ? "" : ", called \"%s\"".formatted(target.name()))
                .because("%s", why)
                .suspect(CauseCatalogue.load().suspect("I1", CERTAIN))
                .remedy("choose the file that was made for this board"));
    }
}
