package dev.sluice.objects.export;

import dev.sluice.objects.columnar.Codec;
import java.util.List;

/**
 * How files are exported.
 *
 * @param formats what is written of each file
 * @param codec how rows are compressed
 * @param key the objects' keys
 */
public record ExportSettings(List<ExportFormat> formats, Codec codec, KeyTemplate key) {
    public ExportSettings {
        formats = List.copyOf(formats);
    }
}
