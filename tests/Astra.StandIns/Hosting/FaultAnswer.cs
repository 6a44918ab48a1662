using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>The answers that are none.</summary>
internal static class FaultAnswer
{
    public const string Page = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr></body></html>";

    public static async Task WriteAsync(HttpContext context, HttpFault fault, CancellationToken stop)
    {
        switch (fault)
        {
            case HttpFault.Hang:
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(stop, context.RequestAborted))
                    await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return;
            case HttpFault.Reset:
                context.Abort();
                return;
            default:
                var (status, type, body) = Of(fault);
                await Reply.TextAsync(context, body, type, status);
                return;
        }
    }

    private static (int Status, string Type, string Body) Of(HttpFault fault) => fault switch
    {
        HttpFault.TooMany => (429, "text/plain", "Too many requests"),
        HttpFault.RateForbidden => (403, "text/plain", "Access denied because of exceeding access rate"),
        HttpFault.Forbidden => (403, "text/plain", "Forbidden"),
        HttpFault.Unauthorized => (401, "text/plain", "Unauthorized"),
        HttpFault.BadGateway => (502, "text/html", Page),
        HttpFault.Unavailable => (503, "text/html", Page),
        HttpFault.GatewayTimeout => (504, "text/html", Page),
        HttpFault.Html => (200, "text/html", Page),
        HttpFault.PlainText => (200, "text/plain", "something went wrong"),
        HttpFault.EmptyBody => (200, "application/json", ""),
        _ => (200, "application/json", "{\"status\":true,\"stat\":\"Ok\",\"data\":[[\"2026-0"),
    };
}
