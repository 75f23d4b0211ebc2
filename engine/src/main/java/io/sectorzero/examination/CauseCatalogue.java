package io.sectorzero.examination;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Suspect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every cause that has a name, in catalogue order. */
public final class CauseCatalogue {

    private final Map<String, Cause> byId = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    private CauseCatalogue(DescriptionFile file) {
        for (DescriptionFile.Entry entry : file.tables("cause")) {
            Cause cause = cause(entry);
            if (byId.put(cause.id(), cause) != null) {
                throw entry.complaint("cause %s is there already".formatted(cause.id()));
            }
        }
        for (Cause cause : byId.values()) {
            cause.root().filter(root -> !byId.containsKey(root)).ifPresent(root -> {
                throw file.complaint("cause", "%s is another view of %s, which does not exist".formatted(cause.id(), root));
            });
        }
        byId.keySet().forEach(id -> places.put(id, places.size()));
        file.refuseUnknownKeys();
    }

    /** The catalogue that comes with the engine. It is read once. */
    public static CauseCatalogue load() {
        return Loaded.CATALOGUE;
    }

    /** Reads and checks a catalogue. @throws io.sectorzero.failure.BadDescription with the line that is wrong */
    static CauseCatalogue from(DescriptionFile file) {
        return new CauseCatalogue(file);
    }

    /** @throws IllegalStateException for an id that is not in the catalogue: only our own code writes ids */
    public Cause cause(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no cause is called \"" + id + "\""));
    }

    public Optional<Cause> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Short for {@code cause(id).suspect(confidence)}. */
    public Suspect suspect(String id, Confidence confidence) {
        return cause(id).suspect(confidence);
    }

    /** All causes, in catalogue order. */
    public List<Cause> all() {
        return List.copyOf(byId.values());
    }

    /** The place of a cause in the catalogue, which decides between suspects that are otherwise equal. */
    int place(String id) {
        return places.get(id);
    }

    private static Cause cause(DescriptionFile.Entry entry) {
        Cause cause = new Cause(text(entry, "id"), text(entry, "title"), text(entry, "remedy"),
                entry.requireChoice("automatic", Autonomy.class), entry.choices("grounds", Grounds.class),
                entry.choices("seen-over", SeenOver.class), entry.string("root"));
        if (cause.grounds().isEmpty() || cause.seenOver().isEmpty()) {
            throw entry.complaint("%s needs grounds and seen-over".formatted(cause.id()));
        }
        entry.refuseUnknownKeys();
        return cause;
    }

    private static String text(DescriptionFile.Entry entry, String key) {
        String text = entry.requireString(key);
        if (text.isBlank()) {
            throw entry.complaint("%s: this says nothing".formatted(key));
        }
        return text;
    }

    /** Reading costs more than a small flash in the simulator, so it happens once and only when a cause is named. */
    private static final class Loaded {
        static final CauseCatalogue CATALOGUE = from(Shelf.read("causes.toml"));
    }
}
