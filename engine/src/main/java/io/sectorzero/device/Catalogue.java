package io.sectorzero.device;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.WrongDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Every device this build knows. */
public record Catalogue(List<Device> devices) {

    private static final List<String> FAMILIES = List.of("stm32f412.toml");

    public Catalogue {
        devices = List.copyOf(devices);
    }

    /** The descriptor files that came with this build. They are read once. */
    public static Catalogue load() {
        return Loaded.CATALOGUE;
    }

    /** The variants that answer with this product id; empty when there are none. */
    public List<Device> byProductId(int productId) {
        return devices.stream().filter(device -> device.productId() == productId).toList();
    }

    /** @throws WrongDevice when this build knows no such part */
    public Device device(String name) {
        return devices.stream().filter(device -> device.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new WrongDevice(Diagnosis.of("\"%s\" is no device this build knows", name)
                        .remedy("known: %s", devices.stream().map(Device::name).collect(Collectors.joining(", ")))));
    }

    private static String text(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the device file %s is not in this build".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Reading costs more than flashing a small board in the simulator, and somebody may flash ten thousand.
    private static final class Loaded {
        static final Catalogue CATALOGUE = new Catalogue(FAMILIES.stream()
                .flatMap(name -> DeviceFile.devices(DescriptionFile.parse(name, text(name))).stream()).toList());
    }
}
