package org.postmeister.tenantlist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.table.TableFile;

/**
 * What an import would do.
 *
 * @param readAs how the table was read, null for YAML
 * @param told columns that the export writes for people and that an import leaves out
 * @param lines in the order of the file
 */
public record ImportPreview(
    TableFile.@Nullable ReadAs readAs, List<String> told, List<ImportResult> lines) {}
