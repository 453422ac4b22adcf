package org.postmeister.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server that knows what it is told, and says of all else that it does not exist. */
public final class FakeDns implements AutoCloseable {

  private final DatagramSocket socket;
  private final Map<String, String[]> zones = new ConcurrentHashMap<>();
  private volatile int failure = Rcode.NOERROR;

  public FakeDns() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /** Address and port. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /**
   * Tells it the records of a name.
   *
   * @param type as MX
   * @param records as they stand in zone files
   */
  public FakeDns with(String name, String type, String... records) {
    zones.put(name + ". " + type, records);
    return this;
  }

  /** Answers everything with SERVFAIL from now on. */
  public void fail() {
    failure = Rcode.SERVFAIL;
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] answer = answer(question).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private Message answer(Message question) throws IOException {
    Record asked = question.getQuestion();
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asked, Section.QUESTION);
    String[] records = zones.get(asked.getName().toString() + " " + Type.string(asked.getType()));
    if (failure != Rcode.NOERROR) {
      answer.getHeader().setRcode(failure);
    } else if (records == null) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else {
      for (String record : records) {
        answer.addRecord(
            Record.fromString(
                asked.getName(), asked.getType(), asked.getDClass(), 60, record, Name.root),
            Section.ANSWER);
      }
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
