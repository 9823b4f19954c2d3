namespace Tandem.Cti.Client;

/// <summary>How a client says who it is.</summary>
public enum CtiLogin
{
    /// <summary>By Basic authorisation, <c>domain:token</c>: as from 2019 on, and at a Tandem.</summary>
    Basic,

    /// <summary>By the query, <c>domain</c>, <c>api_user</c> and <c>api_token</c>: as in 2016. The token then stands in the logs of proxies.</summary>
    Query,
}
