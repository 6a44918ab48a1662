namespace Astra.StandIns;

/// <summary>What a REST call or a handshake gets instead of an answer.</summary>
public enum HttpFault
{
    /// <summary>429 with words about the rate.</summary>
    TooMany,
    /// <summary>403 with "exceeding access rate": a limit, not an authentication failure.</summary>
    RateForbidden,
    /// <summary>403 of the authentication.</summary>
    Forbidden,
    /// <summary>401.</summary>
    Unauthorized,
    /// <summary>502 with an HTML page.</summary>
    BadGateway,
    Unavailable,
    GatewayTimeout,
    /// <summary>200 with an HTML page.</summary>
    Html,
    /// <summary>200 with words.</summary>
    PlainText,
    /// <summary>200 with nothing.</summary>
    EmptyBody,
    /// <summary>200 with JSON that ends in the middle.</summary>
    CutJson,
    /// <summary>No answer until the client gives up.</summary>
    Hang,
    /// <summary>The connection is reset.</summary>
    Reset,
}
