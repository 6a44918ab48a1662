using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Order-flow imbalance at the touch after Cont, Kukanov and Stoikov ("The price impact of order book events", 2014): what each change of the
/// best quotes added to the buyers' side less what it added to the sellers', averaged exponentially over changes and divided by the
/// average size of a best quote. About -1 (sellers press) to 1 (buyers press), and 0 until the second quote.
/// </summary>
/// <param name="length">Changes of the average.</param>
internal struct OrderFlow(int length)
{
    private readonly double _factor = 2.0 / (length + 1);
    private long _bid, _ask;
    private int _bidQuantity, _askQuantity;
    private double _flow, _size;

    public readonly double Value => _size > 0 ? _flow / _size : 0;

    /// <summary>Takes a two-sided quote.</summary>
    public void Update(in TouchQuote now)
    {
        double size = 0.5 * ((double)now.BidQuantity + now.AskQuantity);
        if (_bid == 0)
        {
            _size = size;
        }
        else
        {
            double flow = 0;
            if (now.Bid.Units >= _bid) flow += now.BidQuantity;
            if (now.Bid.Units <= _bid) flow -= _bidQuantity;
            if (now.Ask.Units <= _ask) flow -= now.AskQuantity;
            if (now.Ask.Units >= _ask) flow += _askQuantity;
            _flow += _factor * (flow - _flow);
            _size += _factor * (size - _size);
        }
        (_bid, _ask, _bidQuantity, _askQuantity) = (now.Bid.Units, now.Ask.Units, now.BidQuantity, now.AskQuantity);
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_bid);
        writer.Write(_ask);
        writer.Write(_bidQuantity);
        writer.Write(_askQuantity);
        writer.Write(_flow);
        writer.Write(_size);
    }

    public void Load(StateReader reader)
    {
        _bid = reader.Read<long>();
        _ask = reader.Read<long>();
        _bidQuantity = reader.Read<int>();
        _askQuantity = reader.Read<int>();
        _flow = reader.Read<double>();
        _size = reader.Read<double>();
    }
}
