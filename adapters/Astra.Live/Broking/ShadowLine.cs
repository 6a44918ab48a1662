using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>One line of the shadow log.</summary>
internal sealed class ShadowLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(OrderStep step, string brokerOrderId, OrderTicket? ticket, string? vendor, OrderRequest? request, string problem)
    {
        _bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", step.Sequence);
            json.WriteString("time", step.Time.ToString());
            json.WriteString("step", Word(step.Kind));
            json.WriteString("instrument", step.Instrument.Symbol);
            json.WriteNumber("orderId", step.OrderId);
            json.WriteString("tag", step.Tag);
            json.WriteString("brokerOrderId", brokerOrderId);
            json.WriteString("side", Word(step.Side));
            json.WriteNumber("quantity", step.Quantity);
            WritePrice(json, "price", step.Price);
            if (ticket is not null) WriteTicket(json, ticket);
            json.WriteString("product", Word(step.Product));
            json.WriteString("reason", Word(step.Intent));
            json.WriteString("cause", Word(step.Cause));
            if (step.Plan is { } plan) WritePlan(json, plan, step.Instrument);
            if (ticket is not null && vendor is not null) WriteRequest(json, vendor, request, problem);
            json.WriteEndObject();
        }
        return _bytes.WrittenSpan;
    }

    private static void WriteTicket(Utf8JsonWriter json, OrderTicket ticket)
    {
        json.WriteString("type", Word(ticket.Type));
        if (ticket.TriggerPrice > Price.Zero) WritePrice(json, "trigger", ticket.TriggerPrice);
        if (ticket.ImmediateOrCancel) json.WriteBoolean("immediateOrCancel", true);
    }

    private static void WritePlan(Utf8JsonWriter json, Plan plan, Instrument instrument)
    {
        json.WriteString("words", PlanWords.Describe(plan, instrument));
        json.WriteStartObject("plan");
        json.WriteNumber("id", plan.Id);
        json.WriteString("algorithm", plan.Algorithm);
        json.WriteNumber("intervalMinutes", plan.IntervalMinutes);
        json.WriteString("style", Word(plan.Style));
        json.WriteString("class", PlanWords.ClassOf(instrument));
        json.WriteString("source", plan.Source);
        json.WriteString("reason", plan.Reason);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, string vendor, OrderRequest? request, string problem)
    {
        json.WriteString("vendor", vendor);
        if (request is not null)
        {
            json.WriteString("path", request.Path);
            json.WritePropertyName("body");
            WriteBody(json, request.Body);
        }
        if (problem.Length > 0) json.WriteString("problem", problem);
    }

    /// <summary>An object stays one, so that tools can look into it; any other text is a text.</summary>
    private static void WriteBody(Utf8JsonWriter json, string body)
    {
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(body);
            parsed.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            // A vendor whose bodies are no JSON: as it is, since nothing here depends on its form.
            json.WriteStringValue(body);
        }
    }

    private static void WritePrice(Utf8JsonWriter json, string name, Price price)
    {
        if (price == Price.Zero) json.WriteNull(name);
        else json.WriteNumber(name, price.ToDecimal() / 1.0000m);
    }

    /// <summary>As all reports write names: lower case with hyphens.</summary>
    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
