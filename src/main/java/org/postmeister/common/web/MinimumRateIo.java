package org.postmeister.common.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What both kinds of channels do before and after each read and write. */
final class MinimumRateIo {

  private MinimumRateIo() {}

  /** One read or write. */
  interface Transfer {
    long octets() throws IOException;
  }

  static long read(@Nullable ConnectionRate rate, Transfer transfer, ConnectionRate.Answer answer)
      throws IOException {
    if (rate == null) {
      return transfer.octets();
    }
    rate.beforeRead(answer);
    return rate.read(transfer.octets());
  }

  static long write(@Nullable ConnectionRate rate, Transfer transfer, BooleanSupplier more)
      throws IOException {
    if (rate == null) {
      return transfer.octets();
    }
    rate.beforeWrite();
    long octets = transfer.octets();
    return rate.written(octets, more.getAsBoolean());
  }

  static boolean anyRemaining(ByteBuffer[] buffers, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffers[i].hasRemaining()) {
        return true;
      }
    }
    return false;
  }
}
