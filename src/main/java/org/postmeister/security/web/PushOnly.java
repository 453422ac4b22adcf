package org.postmeister.security.web;

import java.util.List;
import org.atmosphere.cpr.AtmosphereConfig;
import org.atmosphere.cpr.AtmosphereRequest;
import org.atmosphere.websocket.WebSocket;
import org.atmosphere.websocket.WebSocketProcessor;
import org.atmosphere.websocket.WebSocketProtocol;

/**
 * Accepts nothing from browsers over the push channel: user actions arrive as requests, each of
 * which passes the security filters. A client that sends something here is disconnected. Created by
 * Atmosphere, by name.
 */
public class PushOnly implements WebSocketProtocol {

  @Override
  public void configure(AtmosphereConfig config) {}

  @Override
  public List<AtmosphereRequest> onMessage(WebSocket socket, String message) {
    return refuse(socket);
  }

  @Override
  public List<AtmosphereRequest> onMessage(WebSocket socket, byte[] data, int offset, int length) {
    return refuse(socket);
  }

  private static List<AtmosphereRequest> refuse(WebSocket socket) {
    socket.close();
    return List.of();
  }

  @Override
  public void onOpen(WebSocket socket) {}

  @Override
  public void onClose(WebSocket socket) {}

  @Override
  public void onError(WebSocket socket, WebSocketProcessor.WebSocketException failure) {}
}
