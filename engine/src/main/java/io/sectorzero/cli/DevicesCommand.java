package io.sectorzero.cli;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.hardware.SerialPorts;
import io.sectorzero.hardware.SerialPorts.PortInfo;
import io.sectorzero.hardware.UsbDevices;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.protocol.stlink.StLinkModel;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "devices", description = "List the serial ports and USB devices a bench may name, and the chips this program knows.",
        footer = {"", "Examples:", "  sectorzero devices", "  sectorzero devices --json"})
final class DevicesCommand extends Request {

    private static final int DFU_BOOTLOADER = 0xDF11;

    DevicesCommand(Session session) {
        super(session);
    }

    @Override Answer answer() {
        return new Found(SerialPorts.list(), UsbDevices.list(), Catalogue.load().devices());
    }

    private record Found(List<PortInfo> ports, List<UsbIdentity> usb, List<Device> chips) implements Answer {

        @Override public void say(Outlet out) {
            out.line(out.ink(Ink.BOLD, "Serial ports"));
            if (ports.isEmpty()) {
                out.line("  none");
            }
            for (PortInfo port : ports) {
                out.line("  %-20s %s%s".formatted(port.path(), port.description(), port.usb().map(id -> " (" + id + ")").orElse("")));
            }
            out.line(out.ink(Ink.BOLD, "USB devices of ST"));
            if (usb.isEmpty()) {
                out.line("  none");
            }
            for (UsbIdentity device : usb) {
                out.line("  %-20s %-24s %s%s".formatted(id(device), kind(device), device.serial().isEmpty() ? "" : "serial " + device.serial(),
                        isAmbiguous(device) ? ", as another one here: a bench cannot tell them apart" : "").stripTrailing());
            }
            out.line(out.ink(Ink.BOLD, "Chips"));
            for (Device chip : chips) {
                out.line("  %-20s product id 0x%03X, flash %s in %d sectors, revisions %s".formatted(chip.name(), chip.productId(),
                        Quantity.bytes(chip.layout().sizeBytes()), chip.layout().sectors().size(),
                        chip.revisions().stream().map(r -> r.marking()).collect(Collectors.joining(" "))));
            }
        }

        @Override public void fields(JsonObject json) {
            json.objects("ports", ports, (port, each) -> each
                    .field("path", port.path()).field("description", port.description())
                    .field("usb", port.usb()).field("manufacturer", port.manufacturer()).field("serialNumber", port.serialNumber()));
            json.objects("usb", usb, (device, each) -> each.field("id", id(device)).field("kind", kind(device))
                    .field("serialNumber", device.serial()));
            json.objects("chips", chips, (chip, each) -> each
                    .field("device", chip.name()).field("productId", "0x%03X".formatted(chip.productId()))
                    .field("flashBytes", chip.layout().sizeBytes()).field("sectors", chip.layout().sectors().size()));
        }

        private boolean isAmbiguous(UsbIdentity device) {
            return usb.stream().filter(device::equals).count() > 1;
        }

        private static String kind(UsbIdentity device) {
            return device.product() == DFU_BOOTLOADER ? "bootloader in DFU mode" : StLinkModel.of(device).map(StLinkModel::toString).orElse("");
        }

        private static String id(UsbIdentity device) {
            return "%04X:%04X".formatted(device.vendor(), device.product());
        }
    }
}
